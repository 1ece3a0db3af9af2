/** Where a request goes. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly secure: boolean;
}

/** Undefined for what is no URL; without a scheme it is http. */
export function readUrl(text: string): Target | undefined {
  const whole = /^https?:\/\//.test(text) ? text : `http://${text}`;
  if (!URL.canParse(whole)) return undefined;
  const { hostname, port, pathname, search, protocol } = new URL(whole);
  const secure = protocol === 'https:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (secure ? 443 : 80)),
    path: pathname + search,
    secure,
  };
}
