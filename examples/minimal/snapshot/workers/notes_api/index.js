export default {
  fetch: () => new Response("Hello"),
  scheduled: (event, env) => env.DB.exec("DELETE FROM notes WHERE old"),
};
