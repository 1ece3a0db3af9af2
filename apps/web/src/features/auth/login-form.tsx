import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, unwrap } from '../../api-client/client';
import { messageOf } from '../../api-client/problem';
import { queryClient } from '../../api-client/query-client';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { tokenOf } from './login-token';

/** What the server leaves in the address when the token of an opened link was no good. */
const failedLink = { name: 'login', value: 'failed' } as const;
const failedLinkMessage =
  'The token in that link was used before, is too old or never existed. Get a new link, see below.';

export function LoginForm() {
  const [params, setParams] = useSearchParams();
  const [pasted, setPasted] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const login = useMutation({
    mutationFn: (token: string) => unwrap(api.POST('/api/login', { body: { token } })),
    onSuccess: () => {
      setParams(
        (current) => {
          current.delete(failedLink.name);
          return current;
        },
        { replace: true },
      );
      return queryClient.invalidateQueries();
    },
    onError: () => field.current?.select(),
  });
  const hasFailedLink = params.get(failedLink.name) === failedLink.value;
  const complaint = login.isError ? messageOf(login.error) : hasFailedLink && failedLinkMessage;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const token = tokenOf(pasted);
    if (token === '') field.current?.focus();
    else login.mutate(token);
  };
  return (
    <form className="login-form" onSubmit={onSubmit}>
      <label htmlFor={id}>Link or token</label>
      <div className="login-form-row">
        <input
          ref={field}
          id={id}
          className="field"
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          aria-invalid={Boolean(complaint) || undefined}
          aria-describedby={`${id}-error`}
        />
        <Button type="submit" look="primary" busy={login.isPending}>
          Sign in
        </Button>
      </div>
      <p id={`${id}-error`} className="form-error" role="alert">
        {complaint && (
          <>
            <Icon name="warning" />
            {complaint}
          </>
        )}
      </p>
    </form>
  );
}
