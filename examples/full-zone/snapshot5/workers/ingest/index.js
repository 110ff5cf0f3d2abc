// Puts what it is sent on the queue.
export default {
  async fetch(request, env) {
    await env.EVENTS.send(await request.text());
    return new Response(null, { status: 202 });
  },
};
