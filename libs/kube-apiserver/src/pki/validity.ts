/** How long kubeadm's certificates live (`cmd/kubeadm/app/constants`). */
const dayMs = 24 * 60 * 60 * 1000;
const leafValidityMs = 365 * dayMs;
const authorityValidityMs = 10 * 365 * dayMs;
/** Backdated a little, so that a clock that lags does not find them in the future. */
const backdateMs = 5 * 60 * 1000;

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export function authorityValidity(now: Date): Validity {
  return validity(now, authorityValidityMs);
}

export function leafValidity(now: Date): Validity {
  return validity(now, leafValidityMs);
}

/** Certificates hold whole seconds. */
function validity(now: Date, lengthMs: number): Validity {
  const seconds = Math.floor(now.getTime() / 1000) * 1000;
  return { notBefore: new Date(seconds - backdateMs), notAfter: new Date(seconds + lengthMs) };
}
