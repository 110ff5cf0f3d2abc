// One of three that call each other in a ring.
export default { fetch: (request, env) => env.PRICING.fetch(request) };
