import type { DerElement } from './der-reader.js';
import { readChildren, readObjectIdentifier, readSequence, readString } from './der-reader.js';
import { directoryString, objectIdentifier, sequence, set } from './der-writer.js';

/** One attribute of a name: `{ type: 'CN', value: 'jane' }`. Unknown types are dotted numbers. */
export interface NameAttribute {
  readonly type: string;
  readonly value: string;
}

/** Who a certificate names, read from its subject or issuer. */
export interface DistinguishedName {
  readonly commonName: string;
  readonly organizations: readonly string[];
  readonly organizationalUnits: readonly string[];
  /** Every attribute, in the order of the certificate; one inner list per RDN. */
  readonly relativeNames: readonly (readonly NameAttribute[])[];
  /** As it stands in the certificate: what issuers are compared by. */
  readonly encoded: Uint8Array;
}

/** Names a subject may be made of; written in this order, as Go's `pkix.Name` does. */
export interface SubjectTemplate {
  readonly countries?: readonly string[];
  readonly organizations?: readonly string[];
  readonly organizationalUnits?: readonly string[];
  readonly localities?: readonly string[];
  readonly provinces?: readonly string[];
  readonly streetAddresses?: readonly string[];
  readonly postalCodes?: readonly string[];
  readonly commonName?: string;
  readonly serialNumber?: string;
}

const attributeOids: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  SERIALNUMBER: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  STREET: '2.5.4.9',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  POSTALCODE: '2.5.4.17',
};
const attributeNames = new Map(Object.entries(attributeOids).map(([name, oid]) => [oid, name]));

export function encodeSubject(subject: SubjectTemplate): Uint8Array {
  const relativeNames: [type: string, values: readonly string[]][] = [
    ['C', subject.countries ?? []],
    ['O', subject.organizations ?? []],
    ['OU', subject.organizationalUnits ?? []],
    ['L', subject.localities ?? []],
    ['ST', subject.provinces ?? []],
    ['STREET', subject.streetAddresses ?? []],
    ['POSTALCODE', subject.postalCodes ?? []],
    ['CN', subject.commonName ? [subject.commonName] : []],
    ['SERIALNUMBER', subject.serialNumber ? [subject.serialNumber] : []],
  ];
  return sequence(
    ...relativeNames
      .filter(([, values]) => values.length > 0)
      .map(([type, values]) => set(...values.map((value) => encodeAttribute(type, value)))),
  );
}

export function readDistinguishedName(element: DerElement | undefined): DistinguishedName {
  const relativeNames = readSequence(element).map((relativeName) =>
    readChildren(relativeName).map(readAttribute),
  );
  const attributes = relativeNames.flat();
  const valuesOf = (type: string) =>
    attributes.filter((attribute) => attribute.type === type).map(({ value }) => value);
  return {
    commonName: valuesOf('CN').at(-1) ?? '',
    organizations: valuesOf('O'),
    organizationalUnits: valuesOf('OU'),
    relativeNames,
    encoded: element?.encoded ?? new Uint8Array(),
  };
}

/** The subject as a template to issue under: the attributes Go keeps, the others dropped. */
export function toSubjectTemplate(name: DistinguishedName): SubjectTemplate {
  const valuesOf = (type: string) =>
    name.relativeNames
      .flat()
      .filter((attribute) => attribute.type === type)
      .map(({ value }) => value);
  return {
    countries: valuesOf('C'),
    organizations: name.organizations,
    organizationalUnits: name.organizationalUnits,
    localities: valuesOf('L'),
    provinces: valuesOf('ST'),
    streetAddresses: valuesOf('STREET'),
    postalCodes: valuesOf('POSTALCODE'),
    commonName: name.commonName,
    serialNumber: valuesOf('SERIALNUMBER').at(-1) ?? '',
  };
}

/** RFC 2253 order and escapes, as Go prints names: `CN=jane,O=dev+O=ops`. */
export function formatDistinguishedName({ relativeNames }: DistinguishedName): string {
  return [...relativeNames]
    .reverse()
    .map((attributes) =>
      attributes.map(({ type, value }) => `${type}=${escapeValue(value)}`).join('+'),
    )
    .join(',');
}

function encodeAttribute(type: string, value: string): Uint8Array {
  return sequence(objectIdentifier(attributeOids[type] ?? type), directoryString(value));
}

function readAttribute(element: DerElement): NameAttribute {
  const [type, value] = readSequence(element);
  const oid = readObjectIdentifier(type);
  return {
    type: attributeNames.get(oid) ?? oid,
    value: value === undefined ? '' : readString(value),
  };
}

function escapeValue(value: string): string {
  return value.replace(/[,+"\\<>;]|^[ #]| $/g, '\\$&');
}
