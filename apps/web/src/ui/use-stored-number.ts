import { useCallback, useState } from 'react';
import { readSetting, writeSetting } from './stored-setting';

/** A number the learner adjusts, kept within bounds and remembered. */
export function useStoredNumber(
  name: string,
  bounds: { readonly min: number; readonly max: number; readonly initial: number },
): [number, (value: number) => void] {
  const { min, max, initial } = bounds;
  const [value, setValue] = useState(() => {
    const stored = Number(readSetting(name) ?? Number.NaN);
    return Number.isFinite(stored) ? Math.min(max, Math.max(min, stored)) : initial;
  });
  const change = useCallback(
    (next: number) => {
      const bounded = Math.min(max, Math.max(min, next));
      setValue(bounded);
      writeSetting(name, String(bounded));
    },
    [name, min, max],
  );
  return [value, change];
}
