import type {
  CustomResourceDefinitionSpec,
  DefinitionVersion,
} from '../definition/custom-resource-definition.js';
import { compareVersions } from './kube-aware-version.js';

/** What every answer about a deprecated version warns of (`defaultDeprecationWarning`). */
export function deprecationWarnings(
  { group, names, versions }: CustomResourceDefinitionSpec,
  { name, deprecated, deprecationWarning }: DefinitionVersion,
): string[] {
  if (deprecated !== true) return [];
  if (deprecationWarning !== undefined) return [deprecationWarning];
  const [better] = versions
    .filter((each) => each.served && each.deprecated !== true)
    .map((each) => each.name)
    .filter((each) => compareVersions(each, name) < 0)
    .sort(compareVersions);
  const message = `${group}/${name} ${names.kind} is deprecated`;
  return [better === undefined ? message : `${message}; use ${group}/${better} ${names.kind}`];
}
