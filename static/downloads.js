// A button of the framework's is disabled while its file is made, and loses the focus, so that no
// key closes what it stands in: the focus waits there, and goes back to the button.
const BUTTON = '[data-testid="stDownloadButton"] button';
const AROUND = '[role="dialog"], [data-testid="stPopoverBody"]';

const isLost = () => [null, document.body].includes(document.activeElement);

function pressed(event) {
  const button = event.composedPath().find((one) => one.matches?.(BUTTON));
  if (!button) return;
  const around = button.closest(AROUND);
  const watch = new MutationObserver(() => {
    if (button.disabled) {
      if (isLost()) around?.focus({ preventScroll: true });
      return;
    }
    watch.disconnect();
    if (isLost() || document.activeElement === around) button.focus({ preventScroll: true });
  });
  watch.observe(button, { attributes: true, attributeFilter: ["disabled"] });
}

export function follow() {
  document.addEventListener("click", pressed, { capture: true });
}
