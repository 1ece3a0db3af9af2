import { compactRules, compactString } from './compact-rules.js';
import { uncoveredRules } from './covers.js';
import { goQuote, goQuoteAll } from './go-quote.js';
import type { PolicyRule, User } from './policy.js';
import { aggregateErrors, type RbacReader, rulesFor } from './rule-resolver.js';

/** `*` on everything: what an aggregation rule may gather, and so what its author must hold. */
export const fullAuthority: readonly PolicyRule[] = [
  { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
  { verbs: ['*'], nonResourceURLs: ['*'] },
];

/**
 * Why a user may not grant these rules: nobody grants what they do not hold. Undefined where they
 * hold it all. The words are upstream's (`ConfirmNoEscalation`), down to naming roles that are
 * missing by the resource the request is about, such as `rolebindings`.
 */
export function findEscalation(
  user: User,
  namespace: string,
  rules: readonly PolicyRule[],
  reader: RbacReader,
  requestResource: string,
): string | undefined {
  const owned = rulesFor(user, namespace, reader);
  const missing = uncoveredRules(
    owned.rules.map(({ rule }) => rule),
    rules,
  );
  if (missing.length === 0) return undefined;
  const descriptions = [...new Set(compactRules(missing).map(compactString))].sort();
  const who = `user ${goQuote(user.name)} (groups=${goQuoteAll(user.groups)})`;
  const what = `${who} is attempting to grant RBAC permissions not currently held:\n${descriptions.join('\n')}`;
  const errors = owned.errors.map((error) =>
    error.replace(/^(cluster)?role(?=\.)/, requestResource),
  );
  return errors.length === 0 ? what : `${what}; resolution errors: [${aggregateErrors(errors)}]`;
}
