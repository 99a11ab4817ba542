package dev.namespacecerts.x509;

/**
 * A defect because of which a PEM block cannot be read.
 *
 * @param text describes it, without any byte of the input
 * @param remedy how to fix it
 */
record PemProblem(String text, String remedy) {
    private static final String COPY =
            "Copy the whole certificate again, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.";
    private static final String SPLIT =
            "sed 's/-----BEGIN CERTIFICATE-----/&\\n/g; s/-----END CERTIFICATE-----/\\n&\\n/g' FILE > ca.crt";

    static final PemProblem ESCAPED = new PemProblem(
            "its line breaks are written as \\n",
            "Turn each \\n"
                    + " into a line break: printf '%b\\n"
                    + "' \"$(tr -d '\"' < FILE)\" > ca.crt. In YAML write the PEM text as a block after \"|\", or in"
                    + " double quotes, where \\n"
                    + " is a line break; in single quotes and after \"|\" it is not.");
    static final PemProblem ONE_LINE = new PemProblem(
            "its line breaks are lost: the whole block is one line",
            "In YAML put \"|\" before the block, which keeps line breaks, not \">\", which turns them into spaces. GNU"
                    + " sed restores them: " + SPLIT + ".");
    static final PemProblem GLUED = new PemProblem(
            "the END line of one block and the BEGIN line of the next are one line",
            "Put a line break between the two blocks; to join files, use awk (awk 1 FILE1 FILE2 > ca.crt).");
    static final PemProblem INDENTED = new PemProblem(
            "the BEGIN line is malformed: it is indented",
            "Remove the white space at the start of each line (sed 's/^[[:space:]]*//' FILE > ca.crt).");
    static final PemProblem MALFORMED = new PemProblem(
            "the BEGIN line is malformed, or is not a line of its own",
            "Write the line as -----BEGIN CERTIFICATE-----, with five hyphens on each side and nothing else on it.");
    static final PemProblem NO_BEGIN = new PemProblem("an END line without a BEGIN line", COPY);
    static final PemProblem NO_END = new PemProblem("the END line is missing", COPY);
    static final PemProblem WRONG_END = new PemProblem(
            "the END line does not match the BEGIN line, or is not a line of its own",
            "Write the line as -----END CERTIFICATE-----, with five hyphens on each side and nothing else on it.");
    static final PemProblem HEADERS = new PemProblem(
            "it has PEM headers",
            "Remove the lines with a colon after the BEGIN line (sed '/-----BEGIN/,/-----END/{/:/d;}' FILE > ca.crt).");
    static final PemProblem NO_BODY = new PemProblem("it is empty", COPY);
    static final PemProblem BASE64 = new PemProblem("its base64 is malformed", COPY);

    /** The defect of a block that decodes to less or more than one certificate. */
    static PemProblem length(String text) {
        return new PemProblem(text, COPY);
    }

    /** The defect of a block of another kind. */
    static PemProblem label(String shown) {
        return new PemProblem("only CERTIFICATE blocks are allowed", PemLabels.remedy(shown));
    }
}
