import { translateTimestampSince } from './human-duration.js';
import type { Printed } from './printer.js';

/** Cells that several printers show in the same way. */
type Fields = Readonly<Record<string, unknown>>;

export function nameOf({ metadata }: Printed): string {
  return metadata.name ?? '';
}

export function ageOf({ metadata }: Printed, now: Date): string {
  return translateTimestampSince(metadata.creationTimestamp, now);
}

/** `a=b,c=d`, sorted (apimachinery `labels.FormatLabels`). */
export function formatLabels(labels: Fields | undefined): string {
  const terms = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${String(value)}`);
  return terms.length === 0 ? '<none>' : terms.sort().join(',');
}

interface LabelSelectorFields {
  readonly matchLabels?: Fields;
  readonly matchExpressions?: readonly { key: string; operator: string; values?: string[] }[];
}

const operators: Readonly<Record<string, (key: string, values: string) => string>> = {
  In: (key, values) => `${key} in (${values})`,
  NotIn: (key, values) => `${key} notin (${values})`,
  Exists: (key) => key,
  DoesNotExist: (key) => `!${key}`,
};

/** A label selector in the language of `-l`; empty selects everything. */
export function labelSelectorText({
  matchLabels,
  matchExpressions = [],
}: LabelSelectorFields): string {
  const terms: [key: string, text: string][] = [
    ...Object.entries(matchLabels ?? {}).map(([key, value]): [string, string] => [
      key,
      `${key}=${String(value)}`,
    ]),
    ...matchExpressions.map(({ key, operator, values = [] }): [string, string] => [
      key,
      operators[operator]?.(key, [...values].sort().join(',')) ?? key,
    ]),
  ];
  terms.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return terms.map(([, text]) => text).join(',');
}

/** apimachinery `metav1.FormatLabelSelector` */
export function formatLabelSelector(selector: LabelSelectorFields | undefined): string {
  return labelSelectorText(selector ?? {}) || '<none>';
}

/** Names and images of the containers of a pod template. */
export function containerCells(containers: readonly Printed[] | undefined): [string, string] {
  const list = containers ?? [];
  return [
    list.map((container) => String(container['name'] ?? '')).join(','),
    list.map((container) => String(container['image'] ?? '')).join(','),
  ];
}
