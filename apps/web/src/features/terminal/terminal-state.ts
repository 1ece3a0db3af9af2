import { terminalCloseCodes } from '@drillyard/terminal-protocol';

/** Where a terminal's connection stands, as the learner is told. */
export type TerminalState =
  | { readonly kind: 'connecting' }
  /** Earlier output is being drawn; keystrokes are not taken yet. */
  | { readonly kind: 'replaying' }
  | { readonly kind: 'live' }
  /** The connection was lost; the next attempt comes by itself. */
  | { readonly kind: 'waiting'; readonly delayMs: number }
  | { readonly kind: 'exited'; readonly exitCode: number | undefined }
  | { readonly kind: 'takenOver' }
  | { readonly kind: 'refused'; readonly why: 'unauthorized' | 'notFound' | 'protocolError' };

/** What a close code means; undefined where the connection was merely lost and is taken up again. */
export function stateOfCloseCode(code: number): TerminalState | undefined {
  switch (code) {
    case terminalCloseCodes.ended:
      return { kind: 'exited', exitCode: undefined };
    case terminalCloseCodes.takenOver:
      return { kind: 'takenOver' };
    case terminalCloseCodes.unauthorized:
      return { kind: 'refused', why: 'unauthorized' };
    case terminalCloseCodes.notFound:
      return { kind: 'refused', why: 'notFound' };
    case terminalCloseCodes.protocolError:
      return { kind: 'refused', why: 'protocolError' };
    default:
      return undefined;
  }
}
