// The entry for pages without a framework: two custom elements.
import { gate } from "./gate-dom.js";
import type { Mode } from "./mode.js";
import type { SessionBase as Session } from "./session-base.js";
import type { Decision } from "./types.js";

export type { Mode };

interface Given {
  session?: Session<any> | null | undefined;
  scope?: string | null | undefined;
}

let page: Given = {};
const connected = new Set<() => void>();

function renderAll(): void {
  for (const render of connected) render();
}

/** Gives every `<can-access>` its session, and its scope where the document says none. */
export function provide(session: Given["session"], scope?: Given["scope"]): void {
  page = { session, scope };
  renderAll();
}

/**
 * Makes two elements known to the browser, as soon as the document has been read. A second call does no harm.
 *
 * `<can-access permission="…" scope="…" mode="hide|disable|explain">`: its content is there while it is allowed.
 *
 * `<rolescope-scope scope="…">`: the scope of what is inside.
 */
export function defineElements(): void {
  // While it is being read, the parser writes into what a gate would take out.
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", defineElements);
  else if (!customElements.get("can-access")) {
    const scope = scopeElement();
    customElements.define("can-access", gateElement(scope));
    customElements.define("rolescope-scope", scope);
  }
}

// Classes are made in functions, since a server that imports this has no `HTMLElement`.
const scopeElement = () =>
  class extends HTMLElement {
    static readonly observedAttributes = ["permission", "scope", "mode"];

    attributeChangedCallback(): void {
      // Those inside may have their scope from here.
      renderAll();
    }
  };

const gateElement = (Scope: ReturnType<typeof scopeElement>) =>
  class extends Scope {
    readonly #gate = gate(this);
    readonly #reason = document.createElement("small");
    #session: Given["session"];
    #unsubscribe: (() => void) | undefined;

    readonly #render = (): void => {
      const session = this.isConnected ? page.session : undefined;
      const scope = this.closest("can-access[scope],rolescope-scope[scope]")?.getAttribute("scope") ?? page.scope;
      let decision: Decision | undefined;
      try {
        if (session !== this.#session) {
          this.#unsubscribe?.();
          this.#unsubscribe = (this.#session = session)?.subscribe(this.#render);
        }
        decision = session?.check(this.getAttribute("permission")!, scope!);
      } catch {
        // What is no session allows nothing.
      }
      const why = this.#gate(decision, this.getAttribute("mode"));
      // What is hidden has been taken out with its template.
      for (const child of this.querySelectorAll<HTMLTemplateElement>(":scope>template")) child.replaceWith(child.content);
      this.#reason.textContent = why!;
      if (why) this.append(this.#reason);
      else this.#reason.remove();
    };

    // Before it is in the document nothing inside is, and it is rendered when it comes there.
    override attributeChangedCallback(): void {
      if (connected.has(this.#render)) renderAll();
    }

    connectedCallback(): void {
      connected.add(this.#render);
      this.#render();
    }

    disconnectedCallback(): void {
      connected.delete(this.#render);
      this.#render();
    }
  };
