// The old syntax: an event listener instead of an export.
addEventListener("fetch", (event) => {
  event.respondWith(new Response(BANNER));
});
