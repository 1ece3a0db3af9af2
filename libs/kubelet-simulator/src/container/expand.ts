/**
 * Replaces `$(NAME)` by what the name stands for; `$$(NAME)` is left as `$(NAME)`, and so is a
 * name that stands for nothing (upstream `third_party/forked/golang/expansion`).
 */
export function expand(text: string, values: (name: string) => string | undefined): string {
  return text.replace(/\$(?:\$|\(([^)]*)\))/g, (whole, name: string | undefined) => {
    if (name === undefined) return '$';
    return values(name) ?? whole;
  });
}
