package dev.namespacecerts.output;

import dev.namespacecerts.diff.Phrase;

/** One statement about a bundle. */
record DiffLine(Mark mark, Phrase phrase) {
    /** What kind of statement it is. */
    enum Mark {
        /** What a reviewer must not miss. */
        ALERT("!"),
        ADDED("+"),
        REMOVED("-"),
        CHANGED("~"),
        /** Background, which Markdown folds. */
        DETAIL(" ");

        private final String sign;

        Mark(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }
}
