import type { AdmissionAttributes, AdmissionPlugin } from './admission-plugin.js';

/** The admission plugins in upstream's order: all that mutate, then all that validate. */
export class AdmissionChain {
  private readonly mutating: readonly AdmissionPlugin[];
  private readonly validating: readonly AdmissionPlugin[];

  constructor(plugins: readonly AdmissionPlugin[]) {
    this.mutating = plugins.filter(({ admit }) => admit !== undefined);
    this.validating = plugins.filter(({ validate }) => validate !== undefined);
  }

  async admit(attributes: AdmissionAttributes): Promise<void> {
    for (const plugin of this.mutating) await plugin.admit?.(attributes);
  }

  async validate(attributes: AdmissionAttributes): Promise<void> {
    for (const plugin of this.validating) await plugin.validate?.(attributes);
  }
}
