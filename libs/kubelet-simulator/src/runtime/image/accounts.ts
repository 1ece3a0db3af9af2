import type { ImageAccount, ImageGroup } from '../container-image.js';

/** A line of /etc/passwd (passwd(5)). */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
}
/** A line of /etc/group (group(5)). */
export interface Group {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

export function passwdText(users: readonly ImageAccount[]): string {
  const line = ({ name, uid, gid, home, shell }: ImageAccount) =>
    `${name}:x:${uid}:${gid}:${name}:${home ?? `/home/${name}`}:${shell ?? '/bin/sh'}\n`;
  return users.map(line).join('');
}

export function groupText(groups: readonly ImageGroup[]): string {
  return groups.map(({ name, gid, members = [] }) => `${name}:x:${gid}:${members}\n`).join('');
}

/** Lines that are none are passed over. */
export function accountsIn(text: string): Account[] {
  return rows(text).flatMap(([name = '', , uid, gid, , home = '/', shell = '']) =>
    isNumber(uid) ? [{ name, uid: Number(uid), gid: Number(gid), home, shell }] : [],
  );
}

export function groupsIn(text: string): Group[] {
  return rows(text).flatMap(([name = '', , gid, members = '']) =>
    isNumber(gid) ? [{ name, gid: Number(gid), members: members.split(',').filter(Boolean) }] : [],
  );
}

function rows(text: string): string[][] {
  return text.split('\n').map((line) => line.split(':'));
}

function isNumber(word: string | undefined): boolean {
  return word !== undefined && /^\d+$/.test(word);
}
