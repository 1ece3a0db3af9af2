import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GoPackage, readGoPackage } from './go-declarations.js';

/** A Go package whose types the API serves or builds upon. */
export interface ServedPackage extends GoPackage {
  /** How the tables write it, such as `core.v1`. */
  readonly short: string;
  /** Prefix of its types in OpenAPI, such as `io.k8s.api.core.v1`. */
  readonly openApiName: string;
  /** Absent for packages that only hold building blocks. */
  readonly groupVersion?: { readonly group: string; readonly version: string };
}

const foundations = [
  'k8s.io/apimachinery/pkg/apis/meta/v1',
  'k8s.io/apimachinery/pkg/api/resource',
  'k8s.io/apimachinery/pkg/runtime',
  'k8s.io/apimachinery/pkg/types',
  'k8s.io/apimachinery/pkg/util/intstr',
];

/** Served by the extension and aggregation servers that run inside kube-apiserver. */
const delegates = [
  'k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1',
  'k8s.io/kube-aggregator/pkg/apis/apiregistration/v1',
];

/** The packages of the group versions that a kube-apiserver without `--runtime-config` serves. */
export function readServedPackages(source: string): ServedPackage[] {
  const served = [...defaultApiPackages(source), ...delegates];
  return [...foundations, ...served].map((importPath) => {
    const declared = readGoPackage(join(source, 'staging/src', importPath), importPath);
    const openApiName = importPath.replace(/^k8s\.io/, 'io.k8s').replaceAll('/', '.');
    const segments = importPath.split('/');
    const version = segments.at(-1) ?? '';
    const short = `${segments.at(-2)}.${version}`;
    const group = declared.groupName ?? groupNameOfInternalPackage(source, importPath);
    const groupVersion = served.includes(importPath) ? { group, version } : undefined;
    return { ...declared, short, openApiName, ...(groupVersion && { groupVersion }) };
  });
}

function groupNameOfInternalPackage(source: string, importPath: string): string {
  if (!delegates.includes(importPath)) return '';
  const register = join(source, 'staging/src', importPath, '../register.go');
  return /GroupName\s*=\s*"([^"]*)"/.exec(readFileSync(register, 'utf8'))?.[1] ?? '';
}

function defaultApiPackages(source: string): string[] {
  const text = readFileSync(join(source, 'pkg/controlplane/instance.go'), 'utf8');
  // Some versions are imported by their internal package, which has the same group and version.
  const apiImport = /^\t(\w+) "k8s\.io\/(?:api|kubernetes\/pkg\/apis)\/(\w+\/v\w+)"$/gm;
  const imports = new Map([...text.matchAll(apiImport)].map((m) => [m[1], `k8s.io/api/${m[2]}`]));
  const enabled = [...text.matchAll(/[sS]table\w*EnabledByDefault = \[\][^{]*\{([\s\S]*?)\n\t\}/g)];
  const packages = enabled.flatMap((list) =>
    [...(list[1] ?? '').matchAll(/(\w+)\.SchemeGroupVersion/g)].map((m) => {
      const path = imports.get(m[1]);
      if (path === undefined) throw new Error(`instance.go does not import ${m[1]}`);
      return path;
    }),
  );
  if (packages.length === 0) throw new Error('instance.go names no group version on by default');
  return packages.sort();
}
