import { Button } from './button';
import type { IconName } from './icon';
import { chooseTheme, nextThemeChoice, type ThemeChoice, useThemeChoice } from './theme';

const icons: Record<ThemeChoice, IconName> = { system: 'system', light: 'sun', dark: 'moon' };

/** Goes round system, light and dark; in a menu it says so in words. */
export function ThemeButton({ inWords = false }: { inWords?: boolean }) {
  const choice = useThemeChoice();
  const next = nextThemeChoice(choice);
  const props = {
    look: 'quiet',
    icon: icons[choice],
    onClick: () => chooseTheme(next),
  } as const;
  if (inWords) return <Button {...props}>Theme: {choice}</Button>;
  return <Button {...props} iconOnlyLabel={`Theme: ${choice}. Switch to ${next}.`} />;
}
