import {
  duplicateValue,
  type FieldError,
  invalidValue,
  invalidValues,
  notSupported,
  required,
} from '../field-error.js';
import type { Draft } from '../resource-strategy.js';

export const protocols = ['SCTP', 'TCP', 'UDP'];

/** An IANA service name (apimachinery `IsValidPortName`). */
export function validatePortName(name: string): string[] {
  const errors: string[] = [];
  if (name.length > 15) errors.push('must be no more than 15 characters');
  if (!/^[-a-z0-9]+$/.test(name)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(name)) errors.push('must contain at least one letter (a-z)');
  if (name.includes('--')) errors.push('must not contain consecutive hyphens');
  if (name.startsWith('-') || name.endsWith('-')) {
    errors.push('must not begin or end with a hyphen');
  }
  return errors;
}

export function validatePortNumber(field: string, port: number): FieldError[] {
  if (port >= 1 && port <= 65_535) return [];
  return [invalidValue(field, port, 'must be between 1 and 65535, inclusive')];
}

/** A number, or the name of one of a container's. */
export function validatePort(field: string, port: number | string = 0): FieldError[] {
  return typeof port === 'number'
    ? validatePortNumber(field, port)
    : invalidValues(field, port, validatePortName(port));
}

export function validateContainerPorts(ports: readonly Draft[], field: string): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap(({ name, containerPort = 0, hostPort = 0, protocol }, index) => {
    const path = `${field}[${index}]`;
    const errors: FieldError[] = [];
    if (name) {
      const mistakes = validatePortName(name);
      errors.push(...invalidValues(`${path}.name`, name, mistakes));
      if (mistakes.length === 0 && names.has(name))
        errors.push(duplicateValue(`${path}.name`, name));
      names.add(name);
    }
    if (containerPort === 0) errors.push(required(`${path}.containerPort`));
    else errors.push(...validatePortNumber(`${path}.containerPort`, containerPort));
    if (hostPort !== 0) errors.push(...validatePortNumber(`${path}.hostPort`, hostPort));
    if (!protocols.includes(protocol)) {
      errors.push(notSupported(`${path}.protocol`, protocol, protocols));
    }
    return errors;
  });
}

/** No two containers that run at a time may take the same port of their host. */
export function validateHostPorts(containers: readonly Draft[], field: string): FieldError[] {
  const taken = new Set<string>();
  return containers.flatMap(({ ports = [] }, index) =>
    ports.flatMap(({ protocol, hostIP = '', hostPort }: Draft, at: number) => {
      if (!hostPort) return [];
      const key = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(key)) return [duplicateValue(`${field}[${index}].ports[${at}].hostPort`, key)];
      taken.add(key);
      return [];
    }),
  );
}

/** A template may leave a port of the host's network out; its pods have it. */
export function validateHostNetworkPorts(
  { hostNetwork, containers = [] }: Draft,
  field: string,
  isPod: boolean,
): FieldError[] {
  if (hostNetwork !== true) return [];
  return containers.flatMap(({ ports = [] }: Draft, index: number) =>
    ports.flatMap(({ hostPort = 0, containerPort }: Draft, at: number) => {
      if (hostPort === containerPort || (hostPort === 0 && !isPod)) return [];
      const detail = 'must match `containerPort` when `hostNetwork` is true';
      return [
        invalidValue(`${field}.containers[${index}].ports[${at}].hostPort`, hostPort, detail),
      ];
    }),
  );
}
