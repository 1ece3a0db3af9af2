const stages = ['alpha', 'beta', ''];

/**
 * Orders versions as clients prefer them, the best first: v2, v1, v2beta1, v1alpha1, then all
 * others by name (apimachinery `version.CompareKubeAwareVersionStrings`, the other way round).
 */
export function compareVersions(a: string, b: string): number {
  const left = parse(a);
  const right = parse(b);
  if (left === undefined || right === undefined) {
    if (left === undefined && right === undefined) return a < b ? -1 : Number(a > b);
    return left === undefined ? 1 : -1;
  }
  for (const [at, part] of left.entries()) {
    const difference = (right[at] ?? 0) - part;
    if (difference !== 0) return difference;
  }
  return 0;
}

function parse(
  version: string,
): readonly [stage: number, major: number, minor: number] | undefined {
  const found = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/.exec(version);
  if (found === null) return undefined;
  const [, major, stage = '', minor = '0'] = found;
  return [stages.indexOf(stage), Number(major), Number(minor)];
}
