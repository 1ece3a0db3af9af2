import type { Draft } from '../registry/resource-strategy.js';
import type { RequestScope } from './request-scope.js';

/** Tells the audit log of the object that was sent, with the defaults upstream's decoder fills in. */
export function auditRequestObject({ exchange, store, subresource }: RequestScope, draft: Draft) {
  const { audit } = exchange;
  if (!audit.isEnabled) return;
  const { setDefaults } = store.strategy ?? {};
  if (!audit.recordsRequestObjects || subresource !== undefined || setDefaults === undefined) {
    return audit.logRequestObject(draft);
  }
  const defaulted = structuredClone(draft);
  store.strategy?.setDefaults?.(defaulted);
  audit.logRequestObject(defaulted);
}
