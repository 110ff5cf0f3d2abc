// Reaches the rooms of another worker.
export default {
  fetch: (request, env) => env.ROOMS.get(env.ROOMS.idFromName("lobby")).fetch(request),
};
