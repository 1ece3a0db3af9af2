const versionInfo = 'io.k8s.apimachinery.pkg.version.Info';

/** Types with a JSON form of their own: their upstream names by Go name. */
export const wellKnownNames: ReadonlyMap<string, string> = new Map([
  ['v1.Time', 'io.k8s.apimachinery.pkg.apis.meta.v1.Time'],
  ['v1.MicroTime', 'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime'],
  ['v1.FieldsV1', 'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1'],
  ['resource.Quantity', 'io.k8s.apimachinery.pkg.api.resource.Quantity'],
  ['intstr.IntOrString', 'io.k8s.apimachinery.pkg.util.intstr.IntOrString'],
  ['version.Info', versionInfo],
  ['runtime.RawExtension', 'io.k8s.apimachinery.pkg.runtime.RawExtension'],
  ...[
    'JSON',
    'JSONSchemaPropsOrBool',
    'JSONSchemaPropsOrArray',
    'JSONSchemaPropsOrStringArray',
  ].map((name): [string, string] => [
    `v1.${name}`,
    `io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.${name}`,
  ]),
]);

const names = new Set(wellKnownNames.values());

/** The schema of such a type (the `OpenAPISchemaType` and `OpenAPIV3OneOfTypes` of upstream). */
export function wellKnownDefinition(
  name: string,
  version: 2 | 3,
): Record<string, unknown> | undefined {
  if (!names.has(name)) return undefined;
  switch (name.slice(name.lastIndexOf('.') + 1)) {
    case 'Time':
    case 'MicroTime':
      return { type: 'string', format: 'date-time' };
    case 'Quantity':
      return version === 2
        ? { type: 'string' }
        : { oneOf: [{ type: 'string' }, { type: 'number' }] };
    case 'IntOrString':
      return version === 2
        ? { type: 'string', format: 'int-or-string' }
        : { format: 'int-or-string', oneOf: [{ type: 'integer' }, { type: 'string' }] };
    case 'Info':
      return versionInfoDefinition(version);
    case 'FieldsV1':
    case 'RawExtension':
      return { type: 'object' };
    default:
      return {};
  }
}

/** Fields of what `/version` answers with: those it always has, and those it may have. */
const versionFields = {
  always: [
    'major',
    'minor',
    'gitVersion',
    'gitCommit',
    'gitTreeState',
    'buildDate',
    'goVersion',
    'compiler',
    'platform',
  ],
  optional: ['emulationMajor', 'emulationMinor', 'minCompatibilityMajor', 'minCompatibilityMinor'],
} as const;

function versionInfoDefinition(version: 2 | 3): Record<string, unknown> {
  const { always, optional } = versionFields;
  const text = { type: 'string' };
  const required = version === 3 ? { ...text, default: '' } : text;
  const properties = [
    ...always.map((name): [string, object] => [name, required]),
    ...optional.map((name): [string, object] => [name, text]),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  return { type: 'object', required: [...always], properties: Object.fromEntries(properties) };
}
