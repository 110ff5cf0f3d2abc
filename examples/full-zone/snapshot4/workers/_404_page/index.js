// Says that nothing is here: "${path}" and %{if} are text.
export default { fetch: ({ url }) => new Response(`Nothing at ${url}`, { status: 404 }) };
