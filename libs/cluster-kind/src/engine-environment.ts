/** Where programs, the engine and a proxy are: nothing else of a server's is for others. */
const passedOn =
  /^(PATH|HOME|TMPDIR|DOCKER_\w+|CONTAINER_\w+|XDG_\w+|DBUS_SESSION_BUS_ADDRESS|https?_proxy|no_proxy)$/i;

/** Of an environment, what kind and the engine's command line may see. */
export function engineEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value !== undefined && passedOn.test(name) ? [[name, value]] : [],
    ),
  );
}
