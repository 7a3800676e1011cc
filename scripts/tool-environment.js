/** How tools are told where a sandbox is and who may do what there. */
export function toolEnvironment({ tokens, databaseUrl }) {
  return {
    M4SH_DATABASE_URL: databaseUrl,
    M4SH_TOKEN: tokens.admin,
    M4SH_SENDER_TOKEN: tokens.tutor,
    M4SH_RECEIVER_TOKEN: tokens.student,
  }
}
