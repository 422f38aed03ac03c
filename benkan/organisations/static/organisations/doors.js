// Passkeys: the browser's part of the doors. A form with data-passkey stays hidden where the browser knows none.
//   data-passkey="create"  makes a key from data-options       data-passkey="get"  shows one; data-options holds what is
//   asked, or data-ask says where to ask for it               [data-fault] inside is shown when the key did not answer
(() => {
  "use strict";
  const keys = window.webauthnJSON;
  if (!window.PublicKeyCredential || !keys) return;

  const asked = async (form) => {
    if (!form.dataset.ask) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.ask, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };
  const made = async (form) => {
    const options = (await asked(form)).creation_options;
    const alone = form.elements.passwordless?.checked;
    Object.assign(options.publicKey.authenticatorSelection, {
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: Boolean(alone),
      ...(alone ? { userVerification: "required" } : {}),
    });
    return keys.create(options);
  };
  const shown = async (form) => keys.get((await asked(form)).request_options);

  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    const fault = form.querySelector("[data-fault]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (fault) fault.hidden = true;
      try {
        const key = await (form.dataset.passkey === "create" ? made(form) : shown(form));
        form.elements.credential.value = JSON.stringify(key);
        form.submit();
      } catch {
        if (fault) fault.hidden = false;
      }
    });
  });
})();
