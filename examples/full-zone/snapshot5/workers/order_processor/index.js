// Takes orders from the queue, and is the workflow that fulfils them.
import { WorkflowEntrypoint } from "cloudflare:workers";

export class Fulfilment extends WorkflowEntrypoint {
  async run(event, step) {
    return step.do("pack", async () => event.payload);
  }
}

export class Cleanup extends WorkflowEntrypoint {
  async run() {}
}

export default {
  async queue(batch, env) {
    for (const message of batch.messages) await env.FULFILMENT.create({ params: message.body });
  },
};
