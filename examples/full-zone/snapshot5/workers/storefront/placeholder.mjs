// This stands in for a worker whose code is not in the snapshot.
const message = "The worker storefront is a placeholder: its code has not been deployed again yet.\n";
const unavailable = () => new Response(message, { status: 503, headers: { "retry-after": "3600" } });

export default { fetch: unavailable };
