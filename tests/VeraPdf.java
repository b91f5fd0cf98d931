import java.io.FileInputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/**
 * Validate many PDFs in one JVM: FLAVOUR FILE… Prints a line for each clause that a file fails:
 * the file's place among the arguments, a tab, the clause and what it asks for.
 */
public class VeraPdf {
    public static void main(String[] arguments) {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            for (String failure : failures(arguments[i], flavour)) {
                System.out.println((i - 1) + "\t" + failure.replaceAll("\\s+", " "));
            }
        }
    }

    private static TreeSet<String> failures(String path, PDFAFlavour flavour) {
        TreeSet<String> found = new TreeSet<>();
        try (FileInputStream file = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, false)) {
            for (TestAssertion test : validator.validate(parser).getTestAssertions()) {
                if (test.getStatus() == TestAssertion.Status.FAILED) {
                    found.add(test.getRuleId().getClause() + "-" + test.getRuleId().getTestNumber()
                            + " " + test.getMessage());
                }
            }
        } catch (Exception error) {
            found.add("not validated: " + error);
        }
        return found;
    }
}
