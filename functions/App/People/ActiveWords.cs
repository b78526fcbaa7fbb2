using System.Text.RegularExpressions;

namespace Followup.People;

/// <summary>
/// The words of one file for active and not, in the languages that we speak and some beside. Whoever is on leave is active. <c>T</c> is
/// terminated in a file that has <c>A</c> for active, as HR systems write it; in lower case, <c>t</c> and <c>f</c>, as PostgreSQL writes
/// true and false; else it could be either, and is refused.
/// </summary>
public sealed partial class ActiveWords
{
    public const string Known =
        "true, yes, 1, active, on leave, aktiv, ja, wahr, actif, oui, vrai, activo, sí, verdadero, 在籍, 有効, 休職, نشط, نعم; "
        + "false, no, 0, inactive, terminated, left, leaver, inaktiv, nein, falsch, inactif, non, faux, inactivo, falso, "
        + "退職, 無効, غير نشط, لا";

    private static readonly HashSet<string> Yes = Words(
        "true,yes,y,1,1.0,a,active,current,employed,enabled,hired,on leave,leave,l,loa,leave of absence,parental leave,"
        + "maternity leave,sick leave,paid leave,unpaid leave,sabbatical,"
        + "wahr,ja,j,aktiv,beschäftigt,beurlaubt,elternzeit,mutterschutz,"
        + "vrai,oui,o,actif,active,en activité,en congé,en conge,"
        + "verdadero,sí,si,s,activo,activa,en activo,de licencia,verdadeiro,sim,ativo,ativa,vero,sì,attivo,attiva,waar,actief,"
        + "真,はい,在籍,在籍中,在職,在職中,有効,現職,休職,休職中,休業中,育休,"
        + "نعم,صحيح,نشط,نشطة,في إجازة,على رأس العمل");

    private static readonly HashSet<string> No = Words(
        "false,no,n,0,0.0,f,i,inactive,terminated,term,termed,leaver,left,former,former employee,ex employee,departed,"
        + "resigned,retired,dismissed,discharged,deactivated,disabled,deceased,separated,offboarded,not active,"
        + "falsch,nein,inaktiv,nicht aktiv,ausgeschieden,ausgetreten,gekündigt,ehemalig,verlassen,deaktiviert,pensioniert,"
        + "faux,non,inactif,inactive,parti,partie,sorti,sortie,démissionnaire,licencié,licenciée,retraité,retraitée,"
        + "falso,inactivo,inactiva,terminado,terminada,despedido,jubilado,cesado,não,nao,inativo,inativa,inattivo,inattiva,"
        + "onwaar,nee,inactief,"
        + "偽,いいえ,退職,退職済,退職済み,退社,離職,無効,"
        + "لا,خطأ,غير نشط,غير نشطة,منتهي,مستقيل,متقاعد");

    private bool hasLetterForActive;

    /// <summary>Learns from a cell how the file writes; before any of its neighbors is read.</summary>
    public void Note(string? cell) => hasLetterForActive |= cell?.Trim() == "A";

    /// <returns>Whether active; null for a word that is not known.</returns>
    public bool? Read(string word)
    {
        if (word is "T") return hasLetterForActive ? false : null;
        if (word is "t") return true;
        // suspended, beside A for active; else yes in Spanish
        if (word is "S" && hasLetterForActive) return null;
        var plain = Separators().Replace(word, " ").Trim().ToLowerInvariant();
        return Yes.Contains(plain) ? true : No.Contains(plain) ? false : null;
    }

    private static HashSet<string> Words(string list) => [.. list.Split(',').Select(word => word.Normalize())];

    [GeneratedRegex(@"[\s_-]+")]
    private static partial Regex Separators();
}
