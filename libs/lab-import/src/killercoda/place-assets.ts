import { escapeTemplates } from './convert-markdown.js';
import type { Scenario } from './scenario.js';

type Assets = NonNullable<NonNullable<Scenario['details']>['assets']>;

/**
 * A script that writes the assets of all machines where they belong: below the learner's home, which
 * /root was. Undefined where there are none; `missing` are those whose text is not in the folder.
 */
export function placeAssets(
  assets: Assets,
  files: ReadonlyMap<string, string>,
): { readonly script: string | undefined; readonly missing: readonly string[] } {
  const commands: string[] = [];
  const missing: string[] = [];
  for (const { file, target = '~', chmod } of Object.values(assets).flat()) {
    const found = matching(file, files);
    if (found.length === 0) missing.push(file);
    for (const [path, text] of found) commands.push(...placeFile(path, text, target, chmod));
  }
  const script = commands.length === 0 ? undefined : `${['set -eu', ...commands].join('\n')}\n`;
  return { script, missing };
}

/** Assets by name; `*` and `**` stand for anything. */
function matching(file: string, files: ReadonlyMap<string, string>): [string, string][] {
  const parts = file.replace(/^\/+/, '').split(/\*+/);
  return [...files].flatMap(([path, text]): [string, string][] => {
    if (!path.startsWith('assets/')) return [];
    const name = path.slice('assets/'.length);
    return fits(name, parts) ? [[name, text]] : [];
  });
}

/** Whether the parts follow each other in the name, the first at its start and the last at its end. */
function fits(name: string, [first = '', ...rest]: readonly string[]): boolean {
  const last = rest.pop();
  if (last === undefined) return name === first;
  let from = first.length;
  for (const part of rest) {
    const at = name.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return name.startsWith(first) && name.endsWith(last) && name.length >= from + last.length;
}

function placeFile(path: string, text: string, target: string, mode: string | undefined): string[] {
  const folder = target.replace(/^\/root(?=\/|$)/, '~').replace(/\/+$/, '') || '~';
  const place = folder.startsWith('~') ? `"$HOME"${quoted(folder.slice(1))}` : quoted(folder);
  const file = `${place}/${quoted(path.split('/').at(-1) ?? path)}`;
  const end = delimiterFor(text);
  return [
    `mkdir -p ${place}`,
    `cat > ${file} <<'${end}'\n${escapeTemplates(text.replace(/\n$/, ''))}\n${end}`,
    ...(mode !== undefined && /^[-+=rwxugoa,0-7]{1,20}$/.test(mode)
      ? [`chmod ${mode} ${file}`]
      : []),
  ];
}

/** A line that the text does not have. */
function delimiterFor(text: string): string {
  let delimiter = 'END';
  while (text.includes(delimiter)) delimiter += '_';
  return delimiter;
}

/** For a POSIX shell; nothing for an empty text, which is part of a longer word here. */
function quoted(text: string): string {
  return text === '' ? '' : `'${text.replaceAll("'", `'\\''`)}'`;
}
