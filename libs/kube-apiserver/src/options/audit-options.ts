import { auditLogDefaults } from '../audit/audit-log-file.js';
import type { AuditPolicy } from '../audit/audit-policy.js';
import { parseAuditPolicy } from '../audit/parse-audit-policy.js';
import { type ComponentFiles, FileError } from './component-files.js';
import type { FlagSet } from './flag-set.js';
import { StartError } from './start-error.js';

/** What the flags of auditing come to: without a policy nothing is recorded. */
export interface AuditSettings {
  readonly policy: AuditPolicy | undefined;
  /** For an `AuditLogFile`; undefined where no file was asked for. */
  readonly log: AuditLogSettings | undefined;
  /** Said in the log at the start. */
  readonly warnings: readonly string[];
}

export interface AuditLogSettings {
  /** On the control plane's node; `-` is standard output. */
  readonly path: string;
  readonly maxSizeMib: number;
  readonly maxBackups: number;
  readonly maxAgeDays: number;
}

const modes = ['batch', 'blocking', 'blocking-strict'];
const formats = ['legacy', 'json'];
const version = 'audit.k8s.io/v1';

/** Upstream `AuditOptions.Validate`. */
export function validateAudit(flags: FlagSet): string[] {
  if (flags.string('audit-log-path') === '') return [];
  const mistakes: string[] = [];
  const mode = flags.string('audit-log-mode') || 'blocking';
  if (!modes.includes(mode)) {
    mistakes.push(
      `invalid audit log mode ${mode}, allowed modes are ${JSON.stringify(modes.join(','))}`,
    );
  }
  if ((flags.string('audit-log-version') || version) !== version) {
    mistakes.push(`invalid group version, allowed versions are ["${version}"]`);
  }
  const format = flags.string('audit-log-format') || 'json';
  if (!formats.includes(format)) {
    mistakes.push(`invalid audit log format ${format}, allowed formats are ["legacy" "json"]`);
  }
  for (const flag of ['audit-log-maxage', 'audit-log-maxbackup', 'audit-log-maxsize']) {
    const value = flags.number(flag, 0);
    if (value < 0) mistakes.push(`--${flag} ${value} can't be a negative number`);
  }
  return mistakes;
}

/** Throws what upstream does: `loading audit policy file: …`. */
export function loadAudit(flags: FlagSet, files: ComponentFiles): AuditSettings {
  const path = flags.string('audit-log-path');
  const { maxSizeMib, maxBackups, maxAgeDays } = auditLogDefaults;
  const { policy, warnings } = loadPolicy(flags.string('audit-policy-file'), files);
  return {
    policy,
    warnings,
    log:
      path === ''
        ? undefined
        : {
            path,
            maxSizeMib: flags.number('audit-log-maxsize', maxSizeMib),
            maxBackups: flags.number('audit-log-maxbackup', maxBackups),
            maxAgeDays: flags.number('audit-log-maxage', maxAgeDays),
          },
  };
}

function loadPolicy(path: string, files: ComponentFiles) {
  if (path === '') return { policy: undefined, warnings: [] };
  return parseAuditPolicy(readPolicy(path, files), path);
}

function readPolicy(path: string, files: ComponentFiles): string {
  try {
    return files.read(path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const why = `failed to read file path ${JSON.stringify(path)}: ${error.message}`;
    throw new StartError(`loading audit policy file: ${why}`);
  }
}
