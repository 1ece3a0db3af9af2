import type { AuthorizationAttributes } from '@drillyard/rbac';
import type { Draft } from '../registry/resource-strategy.js';
import type { ObjectReader } from '../storage/object-reader.js';
import { policyRuleMatches } from './policy-rule-matches.js';

const group = 'flowcontrol.apiserver.k8s.io';
const flowSchemas = { group, resource: 'flowschemas' };
const priorityLevels = { group, resource: 'prioritylevelconfigurations' };
/** `FlowSchemaDefaultMatchingPrecedence`. */
const defaultPrecedence = 1_000;

/** Where a request belongs. */
export interface Flow {
  readonly flowSchemaUid: string;
  readonly priorityLevelUid: string;
}

interface RankedSchema extends Flow {
  readonly name: string;
  readonly precedence: number;
  readonly rules: readonly Draft[];
}

/** The FlowSchemas in force, by precedence (apiserver `util/flowcontrol`). */
export class FlowSchemas {
  private ranked: readonly RankedSchema[] | undefined;

  private readonly unsubscribe: readonly (() => void)[];

  constructor(private readonly reader: ObjectReader) {
    this.unsubscribe = [flowSchemas, priorityLevels].map((resource) =>
      reader.subscribe(resource, () => {
        this.ranked = undefined;
      }),
    );
  }

  close(): void {
    for (const stop of this.unsubscribe) stop();
  }

  /** Undefined where no schema matches: those that match everything can be deleted. */
  flowOf(attributes: AuthorizationAttributes): Flow | undefined {
    this.ranked ??= this.rank();
    return this.ranked.find(({ rules }) =>
      rules.some((rule) => policyRuleMatches(rule, attributes)),
    );
  }

  /** A schema whose level does not exist counts for nothing. */
  private rank(): RankedSchema[] {
    const ranked = [...this.reader.list(flowSchemas)].flatMap(({ metadata, spec }) => {
      const { rules = [], priorityLevelConfiguration, matchingPrecedence } = (spec ?? {}) as Draft;
      const level = this.reader.get(priorityLevels, '', priorityLevelConfiguration?.name ?? '');
      if (level === undefined) return [];
      return {
        name: metadata.name ?? '',
        precedence: Number(matchingPrecedence ?? defaultPrecedence),
        rules,
        flowSchemaUid: metadata.uid ?? '',
        priorityLevelUid: level.metadata.uid ?? '',
      };
    });
    return ranked.sort((a, b) => a.precedence - b.precedence || (a.name < b.name ? -1 : 1));
  }
}
