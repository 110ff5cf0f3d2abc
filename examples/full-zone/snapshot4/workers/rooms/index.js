// Two Durable Object classes: a room keeps messages in SQLite, presence in key-value storage.
import { DurableObject } from "cloudflare:workers";

export class Room extends DurableObject {
  fetch() {
    return new Response("room");
  }
}

export class Presence extends DurableObject {
  fetch() {
    return new Response("present");
  }
}

export default {
  fetch: (request, env) => env.ROOMS.get(env.ROOMS.idFromName("lobby")).fetch(request),
};
