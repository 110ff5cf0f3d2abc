// The shop's front door. It asks the accounts worker who is calling.
export default {
  async fetch(request, env) {
    const who = await env.ACCOUNTS.fetch(request);
    return new Response(`Hello, ${await who.text()}`);
  },
};
