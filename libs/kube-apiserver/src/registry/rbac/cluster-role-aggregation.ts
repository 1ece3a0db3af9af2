import type { KubeObject } from '@drillyard/kube-objects';
import { type PolicyRule, type Role, rbacGroup } from '@drillyard/rbac';
import type { ObjectReader } from '../../storage/object-reader.js';
import { aggregatedRules, ruleKey } from './aggregated-rules.js';

const clusterRoles = { group: rbacGroup, resource: 'clusterroles' };

/** Rounds in a row without coming to rest: roles that gather each other in a circle may turn for ever. */
const roundsMax = 20;

/**
 * Keeps the rules of aggregated ClusterRoles what their selectors gather (upstream
 * `pkg/controller/clusterroleaggregation`). Does nothing while no ClusterRole is written.
 */
export class ClusterRoleAggregation {
  private isQueued = false;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly reader: ObjectReader,
    /** Writes the rules of a ClusterRole as the server itself; if it fails, the next write tries again. */
    private readonly writeRules: (name: string, rules: readonly PolicyRule[]) => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {
    this.unsubscribe = reader.subscribe(clusterRoles, () => this.enqueue());
  }

  close(): void {
    this.unsubscribe();
  }

  private enqueue(): void {
    if (this.isQueued) return;
    this.isQueued = true;
    queueMicrotask(() => {
      this.reconcile().catch(this.onError);
    });
  }

  private async reconcile(): Promise<void> {
    try {
      for (let round = 0; round < roundsMax; round++) {
        const changed = this.findChanges();
        if (changed.length === 0) break;
        for (const { name, rules } of changed) await this.writeRules(name, rules);
      }
    } finally {
      this.isQueued = false;
    }
  }

  private findChanges(): { name: string; rules: readonly PolicyRule[] }[] {
    const roles: KubeObject[] = [...this.reader.list(clusterRoles)];
    return roles.flatMap((role) => {
      const rules = aggregatedRules(role, roles);
      const isUnchanged = rules === undefined || sameRules(rules, (role as Role).rules ?? []);
      return isUnchanged ? [] : [{ name: role.metadata.name ?? '', rules }];
    });
  }
}

function sameRules(a: readonly PolicyRule[], b: readonly PolicyRule[]): boolean {
  return a.map(ruleKey).join() === b.map(ruleKey).join();
}
