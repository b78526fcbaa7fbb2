namespace Followup.Responses.Pages;

public enum StopState
{
    Asked,
    Stopped,
    Resumed,
}
