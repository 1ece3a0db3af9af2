import { Button } from './button';
import type { IconName } from './icon';
import { chooseTheme, nextThemeChoice, type ThemeChoice, useThemeChoice } from './theme';

const icons: Record<ThemeChoice, IconName> = { system: 'system', light: 'sun', dark: 'moon' };

export function ThemeButton() {
  const choice = useThemeChoice();
  const next = nextThemeChoice(choice);
  return (
    <Button
      look="quiet"
      icon={icons[choice]}
      iconOnlyLabel={`Theme: ${choice}. Switch to ${next}.`}
      onClick={() => chooseTheme(next)}
    />
  );
}
