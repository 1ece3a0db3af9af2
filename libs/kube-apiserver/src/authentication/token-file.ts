import { UserError } from '@drillyard/errors';
import type { UserInfo } from './authenticator.js';

/** Far above any list of tokens somebody wrote by hand. */
const tokenFileLengthMax = 1024 * 1024;

/**
 * Reads `--token-auth-file`: CSV of token, user name, uid and, in quotes, groups (apiserver
 * `token/tokenfile`). Throws TOKEN_FILE_INVALID with upstream's words.
 */
export function parseTokenFile(text: string, path: string): ReadonlyMap<string, UserInfo> {
  if (text.length > tokenFileLengthMax) {
    throw invalid(`token file '${path}' is longer than ${tokenFileLengthMax} characters`);
  }
  const users = new Map<string, UserInfo>();
  for (const [token = '', name, uid, groups] of parseCsv(text)) {
    if (name === undefined || uid === undefined) {
      const found = name === undefined ? 1 : 2;
      throw invalid(
        `token file '${path}' must have at least 3 columns (token, user name, user uid), found ${found}`,
      );
    }
    if (token === '') continue;
    users.set(token, {
      name,
      ...(uid !== '' && { uid }),
      groups: groups === undefined ? [] : groups.split(','),
    });
  }
  return users;
}

/** RFC 4180 as Go's encoding/csv reads it; empty lines are none. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n|$)/y;
  let record: string[] = [];
  while (field.lastIndex < text.length || record.length > 0) {
    const line = records.length + 1;
    const match = field.exec(text);
    if (match === null) throw invalid(`parse error on line ${line}: bare " in non-quoted field`);
    const [, quoted, plain = '', end] = match;
    record.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  return records;
}

function invalid(message: string): UserError {
  return new UserError('TOKEN_FILE_INVALID', message);
}
