const hidden = '[hidden]';
/** Names of variables and flags whose values are for nobody's eyes. */
const secretName = /(pass(word|wd|phrase)?|secret|token|credential|private-?key|authorization)/i;
/** User information in an address: `https://user:password@host`. */
const userInfo = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi;
const privateKey = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?(-----END \1-----|$)/g;

/** Of a kubeconfig, and whatever else is written that way. */
const secretField = /\b(client-key-data|token|password)("?:\s*)\S+/gi;

/** The arguments without what looks secret, by its name, or is one of `secrets`. */
export function redactArgv(argv: readonly string[], secrets: readonly string[] = []): string[] {
  return argv.map((argument, index) => {
    const before = argv[index - 1] ?? '';
    if (/^--?[\w-]+$/.test(before) && secretName.test(before)) return hidden;
    const assignment = /^(-{0,2}[\w.-]+)=/.exec(argument)?.[1];
    if (assignment !== undefined && secretName.test(assignment)) return `${assignment}=${hidden}`;
    return redactText(argument, secrets);
  });
}

export function redactText(text: string, secrets: readonly string[] = []): string {
  let shown = text
    .replace(privateKey, hidden)
    .replace(userInfo, `$1${hidden}@`)
    .replace(secretField, `$1$2${hidden}`);
  for (const secret of secrets) {
    if (secret !== '') shown = shown.replaceAll(secret, hidden);
  }
  return shown;
}

/** A line for a POSIX shell that runs the same. */
export function commandLine(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): string {
  const variables = Object.entries(env).map(
    ([name, value]) => `${name}=${shellQuote(secretName.test(name) ? hidden : value)}`,
  );
  return [...variables, ...argv.map(shellQuote)].join(' ');
}

function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
