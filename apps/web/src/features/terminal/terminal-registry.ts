import { createContext, use, useEffect, useState } from 'react';

export interface TerminalHandle {
  readonly isLive: boolean;
  /** Types a command and presses Enter. */
  run(command: string): void;
  /** Sends what a key sends. */
  press(sends: string): void;
  focus(): void;
}

/** Lets the instructions type into the terminal that is on show, without knowing what it is. */
export class TerminalRegistry {
  readonly #handles = new Map<string, TerminalHandle>();
  readonly #listeners = new Set<() => void>();
  #activeId: string | undefined;

  get active(): TerminalHandle | undefined {
    return this.#activeId === undefined ? undefined : this.#handles.get(this.#activeId);
  }

  activate(id: string | undefined): void {
    this.#activeId = id;
    this.#notify();
  }

  /** Returns how to take the terminal out again. */
  register(id: string, handle: TerminalHandle): () => void {
    this.#handles.set(id, handle);
    this.#notify();
    return () => {
      if (this.#handles.get(id) === handle) this.#handles.delete(id);
      this.#notify();
    };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const TerminalRegistryContext = createContext<TerminalRegistry>(new TerminalRegistry());

export function useTerminalRegistry(): TerminalRegistry {
  return use(TerminalRegistryContext);
}

/** The terminal on show while it takes keystrokes. */
export function useActiveTerminal(): TerminalHandle | undefined {
  const registry = useTerminalRegistry();
  const [active, setActive] = useState(registry.active);
  useEffect(() => {
    setActive(registry.active);
    return registry.subscribe(() => setActive(registry.active));
  }, [registry]);
  return active?.isLive ? active : undefined;
}
