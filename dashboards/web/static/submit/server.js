// What the page asks of the server: the token travels in a header, so downloads are fetched and saved from memory.

import { filled } from "./elements.js";

// A refusal of the server: its sentence in both languages and its stable code.
export class Refusal extends Error {
  constructor(said, code = "") {
    super(said.en);
    this.said = said;
    this.code = code;
  }
}

export class Server {
  constructor(token, words) {
    this.token = token;
    this.words = words;
  }

  async ask(query, variables = {}) {
    const response = await this.#fetch("/graphql", { body: JSON.stringify({ query, variables }) });
    const answer = await response.json().catch(() => null);
    const [error] = answer?.errors ?? [];
    if (error) {
      const { code, zh, en } = error.extensions ?? {};
      if (code === "UNAUTHENTICATED") throw new Refusal(this.words.refused, code);
      throw new Refusal({ zh: zh ?? error.message, en: en ?? error.message }, code);
    }
    if (!response.ok) throw this.#refusal(response.status, answer);
    return answer.data;
  }

  get(path) {
    return this.#json(path, { method: "GET" });
  }

  post(path, body) {
    return this.#json(path, { body: JSON.stringify(body) });
  }

  // Saves what a path answers under the name that the server gives it.
  async save(path) {
    const response = await this.#fetch(path, { method: "GET" });
    if (!response.ok) throw this.#refusal(response.status, await response.json());
    const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await response.blob());
    link.download = named ? decodeURIComponent(named[1]) : "";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  // Sends a file, or none for a nil return; `told` hears the share that has gone out, 0 to 1. The receipts.
  upload(fields, file, told) {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    if (file) body.append("file", file, file.name);
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest(); // fetch does not tell how far an upload is
      request.open("POST", "/api/submissions");
      request.setRequestHeader("authorization", `Bearer ${this.token}`);
      request.responseType = "json";
      request.upload.addEventListener("progress", ({ loaded, total }) => told(total ? loaded / total : 0));
      request.upload.addEventListener("load", () => told(1));
      request.addEventListener("error", () => reject(this.#unreachable()));
      request.addEventListener("load", () => {
        if (Array.isArray(request.response)) resolve(request.response);
        else reject(this.#refusal(request.status, request.response));
      });
      request.send(body);
    });
  }

  async #json(path, options) {
    const response = await this.#fetch(path, options);
    const answer = await response.json().catch(() => null);
    if (!response.ok) throw this.#refusal(response.status, answer);
    return answer;
  }

  async #fetch(path, options) {
    const headers = { authorization: `Bearer ${this.token}` };
    if (options.body) headers["content-type"] = "application/json";
    try {
      return await fetch(path, { method: "POST", ...options, headers });
    } catch {
      throw this.#unreachable();
    }
  }

  #refusal(status, answer) {
    const { code, message } = answer?.error ?? {};
    if (status === 401) return new Refusal(this.words.refused, "UNAUTHENTICATED");
    if (!message) return new Refusal(filled(this.words.failed, { status }));
    return new Refusal({ zh: message.zh, en: message.en }, code);
  }

  #unreachable() {
    return new Refusal(this.words.unreachable, "UNREACHABLE");
  }
}
