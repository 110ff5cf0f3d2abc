// Sweeps what nobody needs any more.
export default { scheduled: (event, env) => env.SCRATCH.exec("DELETE FROM sweepings") };
