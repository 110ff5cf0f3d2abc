// Three modules: this one, a helper in a folder, and WebAssembly.
import { title } from "./lib/title.js";
import codec from "./codec.wasm";

export default {
  fetch: async () => new Response(`${title} ${(await WebAssembly.instantiate(codec)) instanceof WebAssembly.Instance}`),
};
