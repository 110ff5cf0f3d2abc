// The storefront of the staging environment.
export default { fetch: () => new Response("staging") };
