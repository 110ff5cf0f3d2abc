// Bound to one of everything; it lists what it has.
export default { fetch: (request, env) => Response.json(Object.keys(env).sort()) };
