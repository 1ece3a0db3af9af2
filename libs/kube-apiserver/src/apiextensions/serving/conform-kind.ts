import type { GroupVersionKind } from '@drillyard/kube-objects';
import {
  type Conformed,
  conform,
  type FieldValidation,
  type JsonNotes,
} from '@drillyard/kube-schema';
import { CustomResource } from './custom-resource.js';

/** Gives a value the shape of its kind, built in or defined. Throws a DecodeError. */
export function conformKind(
  value: object,
  kind: GroupVersionKind,
  mode?: FieldValidation,
  notes?: JsonNotes,
): Conformed {
  return kind instanceof CustomResource
    ? kind.decode(value, mode, notes)
    : conform(value, kind, mode, notes);
}
