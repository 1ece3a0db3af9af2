interface Typed {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

export function conditionOf<C extends Typed>(
  conditions: readonly C[] | undefined,
  type: string,
): C | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/** The conditions without those of a type. */
export function withoutCondition<C extends Typed>(
  conditions: readonly C[] | undefined,
  type: string,
): readonly C[] {
  return conditions?.filter((condition) => condition.type !== type) ?? [];
}

/** With the condition at the end, where its status or reason is news; else as they are. */
export function withCondition<C extends Typed>(
  conditions: readonly C[] | undefined,
  condition: C,
): readonly C[] {
  const current = conditionOf(conditions, condition.type);
  const isKnown = current?.status === condition.status && current.reason === condition.reason;
  if (isKnown) return conditions ?? [];
  return [...withoutCondition(conditions, condition.type), condition];
}
