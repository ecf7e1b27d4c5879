const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** Whether an address is this machine's own; no text that is no address is. */
export const isLoopback = (address: string): boolean => LOOPBACK.test(address);
