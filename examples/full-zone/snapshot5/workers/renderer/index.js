// Renders a page to an image and describes it.
export default {
  fetch: (request, env) => Response.json({ browser: "BROWSER" in env, ai: "AI" in env }),
};
