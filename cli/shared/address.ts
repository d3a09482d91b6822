/**
 * What of an address a person may see: where it leads, and neither a name nor a password, a query or what follows it. Any of them may be a key.
 */
export const shownAddress = (address: string): string => {
  if (!URL.canParse(address)) return "…";
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
};

/** Up to a blank or a quote: how addresses stand in the messages of git, of Node and of vendors' clients. */
const ADDRESS = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'`<>]+/gi;

/** Words of somebody else's, with every address in them as it may be shown. */
export const withShownAddresses = (text: string): string =>
  text.replaceAll(ADDRESS, (address) => {
    if (!/[@?#]/.test(address)) return address;
    const [end = ""] = /[.,;:!?)\]}]*$/.exec(address) ?? [];
    return `${shownAddress(end === "" ? address : address.slice(0, -end.length))}${end}`;
  });
